import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { SignIn } from './sign-in.jsx'

const codes = Object.fromEntries(new URLSearchParams(location.hash.slice(1)))
createRoot(document.querySelector('main')).render(
  <QueryClientProvider client={new QueryClient()}>
    <SignIn codes={codes} />
  </QueryClientProvider>,
)
