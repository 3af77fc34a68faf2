import { signIn } from '../sign-in.mjs'

// A server acts for many devices: the fingerprint is the caller's to give.
console.log(await signIn(process.argv[2], { device: { fingerprint: '156aysdna213sc50' } }))
