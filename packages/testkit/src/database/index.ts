// A database of a test's own, on a server that is there.
export { askNow } from './ask-now.ts';
export { openHolds } from './open-holds.ts';
export {
  copyOf,
  createTestDatabase,
  DATABASE_TEMPLATE,
  type TestDatabase,
  testServerUrl,
} from './test-database.ts';
export { createTestLogin, runAsSuperuser, type TestLogin } from './test-login.ts';
export { openTestPool, type TestPool } from './test-pool.ts';
