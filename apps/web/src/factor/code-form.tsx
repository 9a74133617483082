import type { Call, CallRefusal } from '@diboas/client';
import { BusyButton, Note, TextField, useBusy } from '@diboas/ui';
import { type FormEvent, useState } from 'react';
import { refusalText } from '../parts/refusal-text.ts';
import { useText } from '../words/text.ts';

type CodeKind = 'app' | 'recovery';

const FIELD = 'factor-code';
const FORM: Record<CodeKind, RegExp> = { app: /^\d{6}$/, recovery: /^[0-9a-z]{16}$/i };
const OTHER = { app: 'recovery', recovery: 'app' } as const;

/** Asks for a code of the app; or for a recovery code, where one may be given. */
export function CodeForm({
  mayRecover,
  send,
}: {
  readonly mayRecover: boolean;
  /** Null when all is well: then this is gone. */
  readonly send: (code: string) => Promise<CallRefusal | null>;
}) {
  const t = useText();
  const [kind, setKind] = useState<CodeKind>('app');
  const [typed, setTyped] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const isWhole = FORM[kind].test(typed.replace(/[\s-]/g, ''));
  const change = (next: CodeKind): void => {
    setKind(next);
    setTyped('');
    setWasTried(false);
    setRefusal(null);
    document.getElementById(FIELD)?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasTried(true);
    if (!isWhole) return void document.getElementById(FIELD)?.focus();
    run(async () => {
      const refused = await send(typed.replace(/[\s-]/g, ''));
      setRefusal(refused);
      if (refused === null) return;
      // The next code is another.
      setTyped((now) => (now === typed ? '' : now));
      setWasTried(false);
      document.getElementById(FIELD)?.focus();
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        id={FIELD}
        kind={kind === 'app' ? 'digits' : 'text'}
        autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
        label={t(`factor.${kind}`)}
        hint={t(`factor.${kind}.hint`)}
        value={typed}
        fault={wasTried && !isWhole ? t(`factor.${kind}.fault`) : null}
        onType={setTyped}
      />
      {refusal ? <Note key={refusalText(refusal, t)} text={refusalText(refusal, t)} /> : null}
      <BusyButton busy={busy} busyText={t('factor.checking')}>
        {t('factor.confirm')}
      </BusyButton>
      {mayRecover ? (
        <button type="button" className="link tap self-start text-sm" onClick={() => change(OTHER[kind])}>
          {t(`factor.use.${OTHER[kind]}`)}
        </button>
      ) : null}
    </form>
  );
}

/**
 * Gives a code. An answer that was lost may have been a yes, and a code is good once; so where one is refused it is looked at
 * whether the factor is there all the same.
 */
export async function giveCode(call: Call, code: string): Promise<CallRefusal | null> {
  const given = await call('giveFactor', { body: { code } });
  if (given.ok) return null;
  const standing = await call('secondFactor', {});
  const isThere = standing.ok && (standing.value.freshMs > 0 || standing.value.since === null);
  return isThere ? null : given.refusal;
}
