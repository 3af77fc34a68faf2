// The package's wasm, which lies beside its code: the build resolves `#own-wasm` to the file that suits the bundle's format.

declare module '#own-wasm' {
  function readOwnWasm(): Promise<Uint8Array<ArrayBuffer>>
}
