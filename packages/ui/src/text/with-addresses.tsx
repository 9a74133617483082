import { Fragment } from 'react';

const ADDRESS = /(\S+@\S+)/;
/** Behind each of these an address may go on in the next line. */
const AFTER_MARK = /(?<=[@._+-])(?=.)/;

/** A text in which an e-mail address that is too long for its line breaks after a mark, and not within a word. */
export function WithAddresses({ text }: { text: string }) {
  const pieces = text.split(ADDRESS).map((piece, place) => ({ piece, place, isAddress: place % 2 === 1 }));
  return pieces.map(({ piece, place, isAddress }) =>
    isAddress ? <Address key={place} text={piece} /> : <span key={place}>{piece}</span>,
  );
}

/** Only where one word of it alone is too long is that broken. */
function Address({ text }: { text: string }) {
  const [first, ...others] = text.split(AFTER_MARK).map((part, place) => ({ part, place }));
  return (
    <span className="wrap-anywhere">
      <span>{first?.part}</span>
      {others.map(({ part, place }) => (
        <Fragment key={place}>
          <wbr />
          <span>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}
