export default {
  // The page is served from a subpath, whatever its name.
  base: './',
  build: {
    // The CSP allows no data: address to be fetched, and a wasm beside the script is what the package asks for.
    assetsInlineLimit: 0,
    // A user's browser has no older WebAssembly worth the code that would serve it.
    target: 'es2022',
    modulePreload: false,
  },
}
