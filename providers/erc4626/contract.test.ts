import { describeContract } from '@diboas/providers-kit/contract';
import { erc4626 } from './provider.ts';
import { silent, strategies } from './testing/suites.ts';

describeContract(erc4626, { strategies });
describeContract(erc4626, { strategies: silent });
