import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  id: string
  title: string
  /** Beside the title. */
  action?: ComponentChildren
  busy?: boolean
  onEscape: () => void
  children: ComponentChildren
}

/** What comes up from below, over the screen: nothing else can be tapped until it is gone. */
export function Sheet({ id, title, action, busy = false, onEscape, children }: Props) {
  const sheet = useRef<HTMLDivElement>(null)
  // On a small screen the lower end of the phone may be out of view.
  useEffect(() => sheet.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div class="veil">
      <div
        class="sheet"
        id={id}
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        inert={busy}
        onKeyDown={(event) => event.key === 'Escape' && onEscape()}
      >
        <div class="sheet-head">
          <h3 id={`${id}-title`}>{title}</h3>
          {action}
        </div>
        {children}
      </div>
    </div>
  )
}
