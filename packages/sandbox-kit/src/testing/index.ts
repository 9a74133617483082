export { eventually, START } from './eventually.ts';
export { type SeenDouble, seeDouble } from './seen-double.ts';
