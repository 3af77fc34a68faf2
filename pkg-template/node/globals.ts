// What jsdom's globals lack in a Jest test. The bundler replaces the global names with these.

export { TextDecoder, TextEncoder } from 'node:util'
