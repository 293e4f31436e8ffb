import 'reflect-metadata';
import { Body, Controller, Get, Headers, HttpCode, Module, Post, Put, UnauthorizedException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Controller()
class AppController {
  @Get('ok')
  getOk() {
    return { ok: true };
  }

  @Put('ok')
  putOk() {
    return { ok: true };
  }

  @Post('echo')
  @HttpCode(200)
  echo(@Headers('authorization') authorization: string, @Body() body: unknown) {
    if (!authorization) throw new UnauthorizedException();
    return body;
  }

  @Get('boom')
  boom() {
    throw new Error('boom');
  }
}

@Module({ controllers: [AppController] })
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule, { logger: false });

  // WHYCORS-FIX

  await app.listen(Number(process.env.PORT), '127.0.0.1');
}

bootstrap();
