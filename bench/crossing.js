// The least that a decode through any wasm takes: the token goes into a memory as bytes, the answer comes out as bytes, and
// is parsed. A wasm that computes in no time at all would take as long.

/** A subject that knows its answers beforehand, for tokens that take turns. */
export function crossing(decodeIdToken, { encodeInto, decode }) {
  return (tokens) => {
    const room = new Uint8Array(1 << 16)
    const answers = tokens.map(({ token }) => {
      const { header, claims, issuedAt, expiresAt } = decodeIdToken(token)
      const answer = new Uint8Array(1 << 16)
      return answer.subarray(0, encodeInto(JSON.stringify({ header, claims, profile: null, issuedAt, expiresAt, verified: false }), answer))
    })
    return (call) => {
      const turn = call % tokens.length
      encodeInto(tokens[turn].token, room)
      const identity = JSON.parse(decode(answers[turn]))
      identity.profile = Object.assign({}, identity.claims)
      return identity.claims
    }
  }
}
