import { names } from '../../states/names'

Page({ data: { names } })
