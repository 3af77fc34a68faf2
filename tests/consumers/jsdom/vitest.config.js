export default { test: { include: ['sign-in.js'] } }
