import type { HTMLAttributes } from 'preact'

/** A labelled part of the page that scrolls. */
export function ScrollBox(attributes: HTMLAttributes<HTMLElement>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, the keyboard can't scroll it in every browser
  return <section tabIndex={0} {...attributes} />
}
