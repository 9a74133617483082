// The audit chain without a database: what seals it and what judges it, for whoever has rows and seals of their own.
export { NO_DIGEST } from './audit/encoding.ts';
export { type BadEntry, CHAIN_START, compareSeals, followLinks, judgeHead } from './audit/follow-chain.ts';
export { type MadeSeal, refuseToContinue, sealRows } from './audit/make-seals.ts';
export type { Head } from './audit/seal-rows.ts';
export { SEALED_TABLES, type SealedRow } from './audit/sealed-tables.ts';
