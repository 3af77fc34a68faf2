// Vite takes a style sheet that is imported along.
declare module '*.css'
// … and the address of a file.
declare module '*?url' {
  const address: string
  export default address
}
