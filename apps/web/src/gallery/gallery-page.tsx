import { PageTitle } from '@diboas/ui';
import { useEffect } from 'react';
import { MoneyShelf } from './money-shelf.tsx';
import { OutsideShelf } from './outside-shelf.tsx';
import { PartsShelf } from './parts-shelf.tsx';
import { PriceShelf } from './price-shelf.tsx';
import { ProgressShelf } from './progress-shelf.tsx';
import { ReviewShelf } from './review-shelf.tsx';
import { StepsShelf } from './steps-shelf.tsx';
import { TransactionShelf } from './transaction-shelf.tsx';

/**
 * Every part of the screens in every state, on one page. It is there in development only, for whoever builds a screen
 * and for the tests that look at each part in every look; the product has neither its address nor its script.
 */
export function GalleryPage() {
  // After the exhibits, of which some name the document as a page does.
  useEffect(() => {
    document.title = 'Gallery - diBoaS';
  }, []);
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-16 [&_.action-bar]:static" data-gallery>
      <PageTitle className="text-3xl font-semibold tracking-tight">Gallery</PageTitle>
      <PartsShelf />
      <MoneyShelf />
      <PriceShelf />
      <StepsShelf />
      <ReviewShelf />
      <TransactionShelf />
      <ProgressShelf />
      <OutsideShelf />
    </div>
  );
}
