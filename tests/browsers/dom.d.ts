// A page under test: an element of whatever kind stands where a test looks for it. Where it doesn't, the test fails by what it throws.
interface ParentNode {
  querySelector(selectors: string): any
  querySelectorAll(selectors: string): NodeListOf<any>
}

/** axe-core, which a test loads into the page. */
declare const axe: typeof import('axe-core')

/** Its declarations know it by another name. */
declare module 'selenium-webdriver/remote/index.js' {
  export * from 'selenium-webdriver/remote.js'
}
