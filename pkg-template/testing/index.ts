// The entry for users' own tests: the identity service as a fetch, without a process and without a network.

export { SCENARIOS } from './scenario.js'
export { fakeService } from './service.js'
export { USERS } from './user.js'
