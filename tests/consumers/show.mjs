// What a page does with it: the sandbox's origin stands behind the `#`, the outcome becomes the title.

/** @param {(origin: string) => Promise<string>} signIn */
export async function show(signIn) {
  try {
    document.title = await signIn(location.hash.slice(1))
  } catch (error) {
    document.title = `failed: ${error} ${error.cause ?? ''}`
  }
}
