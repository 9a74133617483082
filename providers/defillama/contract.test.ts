import { describeContract } from '@diboas/providers-kit/contract';
import { defillama } from './provider.ts';
import { yields } from './testing/suites.ts';

describeContract(defillama, { yields });
