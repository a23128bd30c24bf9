import { describe, expect, test } from '@jest/globals'
import { fileAddress } from './file-address'

describe('the address of a file that another client names', () => {
  test.each([
    'https://1400000000-cn.rich.my-imcloud.com/a/b/picture',
    'https://cn.imrich.qcloud.com/download/43.wav?auth=MZ5a1_x-2=',
    'https://cos.ap-shanghai.myqcloud.com/0345-1400000000/abcd/me/a.pdf',
    'https://0345-1400000000.cos.ap-shanghai.myqcloud.com/abc123/c9be',
    'https://cos.ap-shanghai.tencentcos.cn/0345-1400000000/x.JPG?imageView2/3/w/198',
  ])('is kept at Tencent’s stores: %s', (address) => {
    expect(fileAddress(address, 1_400_000_000)).toBe(address)
  })

  test.each([
    ['another host', 'https://evil.example/a.pdf'],
    ['another app’s domain', 'https://1400000001-cn.rich.my-imcloud.com/a.pdf'],
    ['a stranger’s bucket', 'https://evil-1253735226.cos.ap-shanghai.myqcloud.com/a.pdf'],
    ['a stranger’s bucket in the path', 'https://cos.ap-shanghai.myqcloud.com/evil-1253735226/a.pdf'],
    ['a host that only ends alike', 'https://evilmyqcloud.com/a.pdf'],
    ['a host that only begins alike', 'https://myqcloud.com.evil.example/a.pdf'],
    ['a name before the host', 'https://cos.ap-shanghai.myqcloud.com@evil.example/a.pdf'],
    ['a name at the host', 'https://me:secret@cos.ap-shanghai.myqcloud.com/a.pdf'],
    ['a backslash', 'https://evil.example\\@cos.ap-shanghai.myqcloud.com/a.pdf'],
    ['a port', 'https://cos.ap-shanghai.myqcloud.com:8443/a.pdf'],
    ['no encryption', 'http://cos.ap-shanghai.myqcloud.com/a.pdf'],
    ['a script', 'javascript:alert(1)//cos.ap-shanghai.myqcloud.com'],
    ['a program', 'https://cos.ap-shanghai.myqcloud.com/0345-1400000000/x.exe'],
    ['a page', 'https://cos.ap-shanghai.myqcloud.com/0345-1400000000/x.html#a.pdf'],
    [
      'a program whose dot is written in hexadecimal',
      'https://cos.ap-shanghai.myqcloud.com/0345-1400000000/x%2Eexe?y=a.pdf',
    ],
    ['nothing', ''],
  ])('is not handed on with %s', (_, address) => {
    expect(fileAddress(address, 1_400_000_000)).toBeUndefined()
  })
})
