/** The database cannot be worked with as it is; `lines` tell a person what to change, each a sentence. */
export class StartRefusal extends Error {
  readonly code = 'start_refused';

  readonly lines: readonly string[];

  constructor(lines: readonly string[], cause?: unknown) {
    super(lines.join('\n'), cause === undefined ? {} : { cause });
    this.name = 'StartRefusal';
    this.lines = lines;
  }
}
