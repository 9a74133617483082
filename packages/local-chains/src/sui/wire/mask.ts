// Field masks: nodes answer the fields that were asked for and no others. A simulator that answered more would hide that
// a caller forgot to ask.

interface Branch extends Map<string, Branch> {}

/** Of a message, only what the paths name, as `effects.status`; `*` is everything. */
export function pickFields<Message extends object>(
  message: Message,
  paths: readonly string[],
): Partial<Message> {
  const root: Branch = new Map();
  for (const path of paths) plant(root, path.split('.'));
  return prune(message, root) as Partial<Message>;
}

function plant(branch: Branch, [name, ...rest]: readonly string[]): void {
  if (name === undefined) return;
  const field = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const known = branch.get(field);
  // A field that is asked for whole stays so, whatever part of it is asked for as well.
  if (rest.length === 0) branch.set(field, new Map());
  else if (known === undefined || known.size > 0) {
    const next: Branch = known ?? new Map();
    branch.set(field, next);
    plant(next, rest);
  }
}

function prune(value: unknown, branch: Branch): unknown {
  if (branch.size === 0 || branch.has('*')) return value;
  if (Array.isArray(value)) return value.map((one) => prune(one, branch));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
    const next = branch.get(name);
    return next === undefined ? [] : [[name, prune(field, next)]];
  });
  return Object.fromEntries(fields);
}
