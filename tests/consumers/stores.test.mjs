// Identities that are kept in a store, by what each store makes of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reactive, readonly, shallowReactive } from '@vue/reactivity'
import { produce } from 'immer'
import { configure, observable } from 'mobx'
import vue2 from 'vue2'
import { decodeIdToken, displayRows, init, isExpired } from 'wechat-mobile-bind'

await init()

// Its types know no `default` of a CommonJS module.
/** @type {any} */
const Vue = vue2

const CLAIMS = {
  exp: 1_893_456_000,
  api: JSON.stringify({
    name: '张伟',
    mobile: '138 1234 5678',
    address: { region: '上海市' },
    emails: [{ work: 'c@d.com' }],
  }),
}

/** @param {string} text */
const encode = (text) => Buffer.from(text).toString('base64url')

const identity = () => decodeIdToken(`${encode('{"alg":"RS256"}')}.${encode(JSON.stringify(CLAIMS))}.c2ln`)

/**
 * @param {string} name
 * @param {(identity: any) => any} keep
 */
function keeps(name, keep) {
  test(name, () => {
    const kept = keep(identity())
    const rows = displayRows(kept, { claims: 'all' })
    assert.equal(rows[0].value, '张伟')
    assert.deepEqual(rows, displayRows(identity(), { claims: 'all' }))
    assert.deepEqual([isExpired(kept, 1_893_455_999_999), isExpired(kept, 1_893_456_000_000)], [false, true])
  })
}

keeps('Vue 2', (identity) => Vue.observable(identity))
keeps('Vue 2, in a component', (identity) => new Vue({ data: { identity } }).$data.identity)
keeps('Vue 3', (identity) => reactive({ identity }).identity)
keeps('Vue 3, read-only', (identity) => readonly(identity))
keeps('Vue 3, shallow', (identity) => shallowReactive(identity))
keeps('MobX', (identity) => observable(identity))
keeps('MobX without proxies', (identity) => {
  configure({ useProxies: 'never' })
  try {
    return observable(identity)
  } finally {
    configure({ useProxies: 'always' })
  }
})
keeps('Immer', (identity) => {
  const state = produce({ identity: null }, (draft) => {
    draft.identity = identity
  })
  return state.identity
})

test('Immer, while it is drafted', () => {
  produce({ identity: identity() }, (state) => {
    assert.deepEqual(displayRows(state.identity), displayRows(identity()))
  })
})
