import { transportContract } from '../transport-contract'
import { realWorld } from './real-world'

transportContract('Tencent Cloud Chat, a real account', realWorld)
