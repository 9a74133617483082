import type pg from 'pg';

/** A pool or one connection: the rules only read. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
