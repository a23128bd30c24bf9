import { expect, test } from '@jest/globals'
import { shortProperties } from './short-properties'

test('a property with the value that WeChat gives it anyway is only a type', () => {
  const code = 'a:{type:String,value:""},b:{type:Number,value:0},c:{type:Boolean,value:!1}'
  expect(shortProperties(code)).toBe('a:String,b:Number,c:Boolean')
})

test.each([
  'a:{type:String,value:"x"}',
  'a:{type:Number,value:-1}',
  'a:{type:Boolean,value:!0}',
  'a:{type:Object,value:b}',
])('%s stays', (code) => {
  expect(shortProperties(code)).toBe(code)
})
