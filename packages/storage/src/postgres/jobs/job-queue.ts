import type pg from 'pg';

/** What there is to do beside requests, with what it is about. Payloads hold ids, and nothing that is secret. */
export interface JobPayloads {
  readonly make_statement: {
    readonly customerId: string;
    readonly period: string;
    readonly language: string;
  };
  readonly make_report: { readonly reportId: string };
}

export type JobName = keyof JobPayloads;

/**
 * Adds a job in the commit of what asks for it. One with the same key that nobody has begun is replaced; one that somebody
 * is at, who may be gone, is left to them and not tried again, and another one is added.
 */
export function addJob<Name extends JobName>(
  name: Name,
  key: string,
  payload: JobPayloads[Name],
): pg.QueryConfig {
  return {
    text: 'SELECT FROM graphile_worker.add_job($1::text, $2::json, job_key := $3::text)',
    values: [name, JSON.stringify(payload), `${name} ${key}`],
  };
}
