// The users of the fake service.

import type { FakeUser } from '../shipped/testing.js'

/** The default accounts. A phone code without a phone number stands for the first one. */
export const USERS: readonly FakeUser[] = [
  {
    subject: '10001',
    userName: 'zhangwei',
    name: '张伟',
    nickName: '大伟',
    gender: '男',
    phone: '13800138000',
    email: 'zhang.wei@example.com',
    address: '北京市海淀区中关村大街1号',
  },
  {
    subject: '10002',
    userName: 'wangfang',
    name: '王芳',
    nickName: '芳芳🌸',
    gender: '女',
    phone: '13900139000',
    email: 'wang.fang@example.com',
    address: '上海市浦东新区世纪大道88号',
    wechatUser: 'wangfang',
  },
  {
    subject: '10003',
    userName: 'ouyangna',
    name: '欧阳娜',
    nickName: '娜娜',
    gender: '女',
    phone: '13700137000',
    email: 'ouyang.na@example.com',
    address: '广州市天河区体育西路5号',
    wechatUser: 'ouyangna',
  },
  {
    subject: '10004',
    userName: 'aygul',
    name: '阿依古丽·买买提',
    nickName: '月亮花🌙',
    gender: '女',
    phone: '13600136000',
    email: 'aygul@example.com',
    address: '乌鲁木齐市天山区解放北路16号',
  },
  {
    subject: '10005',
    userName: 'liqiang',
    name: '李强',
    nickName: '强哥',
    gender: '男',
    phone: '13400134000',
    email: 'li.qiang@example.com',
    address: '深圳市南山区科技路3号',
    wechatUser: 'liqiang',
    secondFactor: true,
  },
]

/** A user with an account, which has a subject and a user name. */
export type Account = FakeUser & { subject: string; userName: string }

/** The account of a user; `index` counts the accounts. */
export const account = (user: FakeUser, index: number): Account => ({
  ...user,
  subject: user.subject ?? String(10_001 + index),
  userName: user.userName ?? `u${user.phone || user.email}`,
})

/** The profile as in the claim `api`: JSON in a string. */
export function profile({ userName, name, nickName, gender, phone: mobile, email, address }: Account): string {
  const members = Object.entries({ userName, name, nickName, gender, mobile, email, address })
  return JSON.stringify(Object.fromEntries(members.filter(([, value]) => value)))
}

/** Throws for users that no code could refer to. */
export function checkUsers(users: readonly FakeUser[]): void {
  if (!Array.isArray(users) || users.length === 0) {
    throw new TypeError('`users` of fakeService is a list of at least one user, such as [{ phone: "13800138000" }]')
  }
  users.forEach((user, index) => {
    if (!/^\d{11}$/.test(user?.phone))
      throw new TypeError(`\`users[${index}].phone\` of fakeService is a string of eleven digits`)
  })
}
