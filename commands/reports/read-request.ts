// From what was typed to what is asked for: every refusal is said in words.
import { readFileSync } from 'node:fs';
import { parseDay } from '@diboas/calendars';
import { caseEvidence, FILE_FORMATS, type FileFormat, parseMonth, type ReportRequest } from '@diboas/reports';
import { UsageError } from '../command-line/options.ts';

export const MAKE_OPTIONS = {
  day: { type: 'string' },
  month: { type: 'string' },
  evidence: { type: 'string' },
  by: { type: 'string' },
  wait: { type: 'string' },
} as const;

interface Typed {
  readonly day?: string | undefined;
  readonly month?: string | undefined;
  readonly evidence?: string | undefined;
}

/** @param fileOf where a name that was typed leads */
export function readRequest(
  kind: string | undefined,
  { day, month, evidence }: Typed,
  fileOf: (name: string) => string,
): ReportRequest {
  switch (kind) {
    case 'large-movements': {
      const parsed = parseDay(day ?? '');
      if (parsed) return { kind: 'large_movements', day: parsed };
      throw new UsageError('--day takes a banking day that is over, such as 2026-11-27.');
    }
    case 'monthly-activity': {
      const parsed = parseMonth(month ?? '');
      if (parsed) return { kind: 'monthly_activity', month: parsed };
      throw new UsageError('--month takes a month that is over, such as 2026-11.');
    }
    case 'suspicious-activity':
      if (evidence === undefined) throw new UsageError('--evidence takes the file that the case has made.');
      return { kind: 'suspicious_activity', evidence: readEvidence(fileOf(evidence)) };
    default:
      throw new UsageError(
        `${kind === undefined ? 'Say which report' : `There is no report "${kind}"`}: large-movements, monthly-activity or suspicious-activity.`,
      );
  }
}

function readEvidence(file: string): Extract<ReportRequest, { kind: 'suspicious_activity' }>['evidence'] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} cannot be read.`, { cause });
  }
  const parsed = caseEvidence.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${file} is no evidence of a case (${issue?.path.join('.') || 'all of it'}).`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function readFormat(text: string): FileFormat {
  const format = FILE_FORMATS.find((one) => one === text);
  if (format) return format;
  throw new UsageError(`--format takes ${FILE_FORMATS.join(', ')}, not "${text}".`);
}
