// How the page shows itself: the only things that it keeps.

import { useLayoutEffect, useState } from 'preact/hooks'
import type { Language } from './words'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'wechat-mobile-bind.page.'

export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(() => {
    const kept = read('language') ?? navigator.language
    return kept.startsWith('zh') ? 'zh' : 'en'
  })
  // Before the fields are checked: the package takes the document's language.
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  return [
    language,
    (next) => {
      write('language', next)
      setLanguage(next)
    },
  ]
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => THEMES.find((one) => one === read('theme')) ?? 'auto')
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  return [
    theme,
    (next) => {
      write('theme', next)
      setTheme(next)
    },
  ]
}

// A browser may refuse its storage; the page then starts afresh each time.
function read(name: string): string | undefined {
  try {
    return localStorage.getItem(KEY + name) ?? undefined
  } catch {
    return undefined
  }
}

function write(name: string, value: string) {
  try {
    localStorage.setItem(KEY + name, value)
  } catch {
    return
  }
}
