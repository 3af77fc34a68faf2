import { sveltekit } from '@sveltejs/kit/vite'

// The project's own files lie above it.
export default { plugins: [sveltekit()], server: { fs: { strict: false } } }
