// Vite takes a style sheet that is imported along.
declare module '*.css'
