// Every word of the page, in both languages.

import { useLayoutEffect, useState } from 'preact/hooks'
import { en } from './en'
import { zh } from './zh'

export type Language = 'zh' | 'en'
export type Words = typeof zh

export const WORDS: Record<Language, Words> = { zh, en }

/** The user's language, and how to change it. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith('zh') ? 'zh' : 'en')
  // Before the fields are checked: the package takes the document's language.
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  return [language, setLanguage]
}
