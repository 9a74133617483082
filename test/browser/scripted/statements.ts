import {
  makeStatementRequest,
  type StatementFile,
  type StatementList,
  type StatementView,
} from '@diboas/protocol';
import type { ScriptedWorld } from './world.ts';

/** A month of which there is no statement yet. */
export function someStatement(month: string, changes: Partial<StatementView> = {}): StatementView {
  return { month, over: true, state: 'none', until: null, whole: false, ...changes };
}

export function statementsIn({ statements }: ScriptedWorld): StatementList {
  return { items: statements };
}

/** It is being made until a test says otherwise. */
export function askForStatement(world: ScriptedWorld, body: unknown): StatementView | null {
  const { month } = makeStatementRequest.parse(body);
  world.statements = world.statements.map((one) =>
    one.month === month ? { ...one, state: 'being_made' } : one,
  );
  return world.statements.find((one) => one.month === month) ?? null;
}

export function fileOfStatement(month: string, format: string, language: string | null): StatementFile {
  const base64 = Buffer.from(`${month} in ${language} as ${format}: é`).toString('base64');
  return { name: `diboas-${month}.${format}`, mediaType: 'application/octet-stream', base64 };
}

/** One of each that there can be. */
export function someStatements(): StatementView[] {
  return [
    someStatement('2026-11', { over: false, state: 'made', until: '2026-11-24T13:05:00.000Z' }),
    someStatement('2026-10', { state: 'made', until: '2026-11-01T00:00:00.000Z', whole: true }),
    someStatement('2026-09', { state: 'being_made', until: '2026-10-01T00:00:00.000Z', whole: true }),
    someStatement('2026-08', { state: 'refused', until: '2026-09-01T00:00:00.000Z', whole: true }),
    someStatement('2026-07'),
  ];
}
