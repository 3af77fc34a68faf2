import { render } from 'preact'
import { App } from './app'
import './style.css'
import './phone/phone.css'
import './trace/trace.css'

const place = document.getElementById('app')
if (place) render(<App />, place)
