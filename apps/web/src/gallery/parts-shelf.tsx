import {
  BackLink,
  BusyButton,
  CopyText,
  Exhibit,
  Eyebrow,
  Figure,
  Figures,
  FormHead,
  Note,
  type NoteTone,
  Shelf,
  type Tab,
  TabBar,
  TextField,
  TopNav,
  Unbroken,
  Waiting,
  WithAddresses,
} from '@diboas/ui';
import { House, Images, ListOrdered } from 'lucide-react';
import { CallError } from '../api/queries.ts';
import { FailedPart } from '../parts/failed-part.tsx';

const KINDS = ['brand', 'quiet'] as const;
const NOTES: readonly NoteTone[] = ['calm', 'act', 'wrong'];
/** The one in the middle is the page that is shown. */
const PLACES: readonly Tab[] = [
  { to: '/', words: 'Home', Icon: House, alone: true },
  { to: '/gallery', words: 'Gallery', Icon: Images },
  { to: '/transactions', words: 'Transactions', Icon: ListOrdered },
];
const nothing = (): void => undefined;

/** What screens are made of, whatever they are about. */
export function PartsShelf() {
  return (
    <Shelf name="Parts">
      {KINDS.map((kind) => (
        <Exhibit key={kind} name={`BusyButton, ${kind}: at rest and busy`}>
          <div className="flex flex-wrap gap-4">
            {[false, true].map((busy) => (
              <BusyButton
                key={String(busy)}
                type="button"
                kind={kind}
                busy={busy}
                busyText="Sending…"
                onClick={nothing}
              >
                Continue
              </BusyButton>
            ))}
          </div>
        </Exhibit>
      ))}
      <Exhibit name="BackLink, Eyebrow">
        <BackLink to="/">Back</BackLink>
        <Eyebrow>Step 2 of 4</Eyebrow>
      </Exhibit>
      {NOTES.map((tone) => (
        <Exhibit key={tone} name={`Note, ${tone}`}>
          <Note tone={tone} text="Nothing has left your card. What is on this page is the newest." />
        </Exhibit>
      ))}
      <Exhibit name="FailedPart, that may be tried again">
        <FailedPart
          what="balance"
          error={new CallError({ kind: 'no_answer', cause: null })}
          onRetry={nothing}
        />
      </Exhibit>
      <Exhibit name="Figures: a part with a note, a subtotal and a total">
        <Figures>
          <Figure label="Amount">$100.00</Figure>
          <Figure label="Our fee" note="diBoaS takes it. 0.5% of $100.00.">
            $0.50
          </Figure>
          <Figure label="As quoted" subtotal>
            $100.50
          </Figure>
          <Figure label="You pay" strong>
            $100.50
          </Figure>
        </Figures>
      </Exhibit>
      <Exhibit name="CopyText, short and long">
        <div className="flex flex-col">
          <CopyText value="DB-7K2M-4QXP" label="reference" />
          <CopyText value="cos_5KJ7rVt9QmZ2wXyLh3NpBd8FgSaEcUo4" label="network reference" />
        </div>
      </Exhibit>
      <Exhibit name="Unbroken, WithAddresses">
        <p>
          <Unbroken text="Name DB-7K2M-4QXP when you write to us." part="DB-7K2M-4QXP" />
        </p>
        <p>
          <WithAddresses text="We wrote to a.rather.long.name.of.somebody.who.waits@subdomain.example.com." />
        </p>
      </Exhibit>
      <Exhibit name="TextField, with a hint, and with a fault">
        <div className="flex flex-col gap-6">
          <TextField
            id="gallery-name"
            label="Name"
            hint="As you call them."
            value="Ana Souza"
            fault={null}
            onType={nothing}
          />
          <TextField
            id="gallery-email"
            kind="email"
            label="E-mail address"
            value="ana"
            fault="Enter an e-mail address like name@example.com."
            onType={nothing}
          />
        </div>
      </Exhibit>
      <Exhibit name="Waiting">
        <Waiting rows={2} onRetry={nothing} />
      </Exhibit>
      <Exhibit name="TopNav, TabBar">
        <div className="flex flex-col gap-6">
          <TopNav label="In the head" places={PLACES} className="border-b border-line" />
          <TabBar label="Below the page" places={PLACES} />
        </div>
      </Exhibit>
      <Exhibit name="FormHead, at first and with its ErrorSummary">
        <div className="flex flex-col gap-6">
          <FormHead title="How much do you want to add?" fault={null} fieldId="gallery" attempt={0} />
          <FormHead
            title="How much do you want to add?"
            fault="Enter an amount, such as 99.50."
            fieldId="gallery"
            attempt={1}
          />
        </div>
      </Exhibit>
    </Shelf>
  );
}
