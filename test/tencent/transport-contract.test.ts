import { transportContract } from './transport-contract'
import { socketWorld, tencentWorld } from './worlds'

transportContract('the socket', socketWorld)
transportContract('Tencent Cloud Chat', tencentWorld)
