export default { pages: ['pages/index/index', 'pages/sign-in/index'], window: {} }
