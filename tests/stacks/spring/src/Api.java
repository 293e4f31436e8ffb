package proof;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class Api {
    public static void main(String[] words) {
        SpringApplication.run(Api.class, words);
    }
}

@Configuration
class Settings {
    // Whoever shows a token is signed in; only /echo asks for that.
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http
            .csrf(csrf -> csrf.disable())
            .authorizeHttpRequests(requests -> requests.requestMatchers("/echo").authenticated().anyRequest().permitAll())
            .exceptionHandling(handling -> handling.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
            .addFilterBefore((request, response, chain) -> {
                if (((HttpServletRequest) request).getHeader("Authorization") != null) {
                    SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("proof", "proof", "USER"));
                }
                chain.doFilter(request, response);
            }, UsernamePasswordAuthenticationFilter.class)
            .build();
    }

    // WHYCORS-FIX
}

@RestController
class Answers {
    @GetMapping("/ok")
    Map<String, Boolean> read() {
        return Map.of("ok", true);
    }

    @PutMapping("/ok")
    Map<String, Boolean> write() {
        return Map.of("ok", true);
    }

    @PostMapping("/echo")
    Map<String, Object> echo(@RequestBody Map<String, Object> body) {
        return body;
    }

    @GetMapping("/boom")
    Map<String, Boolean> boom() {
        throw new IllegalStateException("boom");
    }
}
