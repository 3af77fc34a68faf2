// The entry for users' tests: the fake identity service as a fetch, without a process and without a network.

export { SCENARIOS } from '../service/scenarios.js'
export { USERS } from '../service/user.js'
export { fakeService } from './fake-service.js'
