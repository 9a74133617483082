/** A field of one line, with what it is above it and what is wrong with it below. */
export function TextField({
  id,
  kind = 'text',
  label,
  hint = '',
  autoComplete = 'off',
  value,
  fault,
  onType,
}: {
  id: string;
  /** `digits`: a text of digits, for which phones open their keys for numbers. */
  kind?: 'text' | 'email' | 'digits';
  label: string;
  /** What else is to be known before it is filled. */
  hint?: string;
  autoComplete?: string;
  value: string;
  /** What has to be put right, once that is to be shown. */
  fault: string | null;
  onType: (value: string) => void;
}) {
  const told = [fault ? `${id}-fault` : '', hint === '' ? '' : `${id}-hint`].filter((one) => one !== '');
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted empty:hidden">
        {hint}
      </p>
      <input
        id={id}
        name={id}
        type={kind === 'digits' ? 'text' : kind}
        inputMode={kind === 'digits' ? 'numeric' : kind}
        autoComplete={autoComplete}
        className="min-h-12 w-full rounded-(--radius-control) border border-control bg-surface px-4 text-lg aria-invalid:border-loss"
        value={value}
        onChange={(event) => onType(event.target.value)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={told.length > 0 ? told.join(' ') : undefined}
      />
      <p id={`${id}-fault`} className="text-sm font-semibold text-loss" hidden={!fault}>
        {fault}
      </p>
    </div>
  );
}
