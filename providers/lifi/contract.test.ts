import { describeContract } from '@diboas/providers-kit/contract';
import { lifi } from './provider.ts';
import { crossings } from './testing/suites.ts';

describeContract(lifi, { crossings });
