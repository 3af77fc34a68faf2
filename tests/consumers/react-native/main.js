// In ES5, since nothing here lowers the syntax as React Native's own tool does.
import { BindError, createClient, isExpired, LoadError } from 'wechat-mobile-bind'

createClient({}).catch(function (error) {
  try {
    isExpired({})
  } catch (thrown) {
    console.log(
      error.code,
      error instanceof LoadError && error instanceof BindError,
      thrown.message === error.message,
      error.message,
    )
  }
})
