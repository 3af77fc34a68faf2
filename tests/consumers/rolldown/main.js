import { show } from '../show.mjs'
import { signIn } from '../sign-in.mjs'

show(signIn)
