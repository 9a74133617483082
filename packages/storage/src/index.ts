export { createMemoryStore, type MemoryStore } from './memory/memory-store.ts';
export { APP_ROLE, openPool, type PoolOptions } from './postgres/connection.ts';
export { type ChangeListener, listenForChanges } from './postgres/listen.ts';
export { migrate } from './postgres/migrate.ts';
export { createPostgresStore, type Store } from './store.ts';
