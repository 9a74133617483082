// In which order files of tests run.
export { LONG_BROWSER_FILES, LONG_SUITES } from './long-files.ts';
export { longFirst } from './long-first.ts';
