/**
 * The pages of what earns, and the ways in and out, as two files of the build (`earn-flows.ts` is the other): each by itself would be one
 * more name in the first script, which everybody waits for.
 */
export { EarnPage } from './earn-page.tsx';
export { PositionPage } from './position-page.tsx';
export { ProfilePage } from './profile-page.tsx';
export { StrategyPage } from './strategy-page.tsx';
