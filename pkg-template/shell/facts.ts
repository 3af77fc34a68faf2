// What a host tells about itself, as the service's headers can carry it. A host may tell nothing, or anything.

/** Sent in the place of a fact that the host doesn't tell: the service refuses a request without the header. */
const UNKNOWN = 'unknown'

/** A text that isn't empty; undefined for any other value. */
export const textOf = (fact: unknown): string | undefined => (typeof fact === 'string' && fact.trim()) || undefined

/**
 * Facts as the value of a header, those left out that are no text; if there are none, `unknown`. A header carries printable ASCII, and
 * the caller can't correct what the host tells: other characters are replaced.
 */
export function headerText(facts: unknown[], maxLength: number): string {
  const text = facts.map(textOf).filter(Boolean).join(' ')
  return (
    text
      .replace(/[^ -~]+/g, '?')
      .slice(0, maxLength)
      .trim() || UNKNOWN
  )
}

/** A language tag (RFC 5646), also of `zh_CN`, at most as long as the service's header may be. */
export function languageTag(fact: unknown): string | undefined {
  const text = (textOf(fact) || '').replace(/_/g, '-')
  return text.length <= 35 && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(text) ? text : undefined
}
