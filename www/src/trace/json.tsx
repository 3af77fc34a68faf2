import type { ComponentChildren } from 'preact'

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g

/** JSON text, its names and values told apart by colour. */
export function Json({ text }: { text: string }) {
  const parts: ComponentChildren[] = []
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon] = match
    parts.push(text.slice(end, match.index))
    parts.push(<span class={string ? (colon ? 'name' : 'string') : 'atom'}>{string ?? whole}</span>, colon)
    end = match.index + whole.length
  }
  return <pre>{[...parts, text.slice(end)]}</pre>
}
