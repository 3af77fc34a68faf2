export default {
  // Bundled, the server's code would no longer lie beside its wasm.
  serverExternalPackages: ['wechat-mobile-bind'],
  turbopack: { root: new URL('..', import.meta.url).pathname },
}
