// What jsdom's globals lack where Jest runs a test in it. The bundler puts these in the place of the free names.

export { TextDecoder, TextEncoder } from 'node:util'
