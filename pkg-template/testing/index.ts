// The entry for users' tests: a fake identity service as a fetch, without a process and without a network.

export { SCENARIOS } from './scenario.js'
export { fakeService } from './service.js'
export { USERS } from './user.js'
